"""One little table in the forms in which Eurostat publishes. Made by hand after the documentation of the API; all figures are invented."""

import json

TSV_2024 = (
    b"freq,unit,nace_r2,age,geo\\TIME_PERIOD\t2022 \t2023 \n"
    b"A,THS,A,Y_GE15,PL21\t12.5 b\t13.0 \n"
    b"A,THS,A,Y_GE15,PL22\t: c\t7.1 bu\n"
    b"A,THS,C,Y_GE15,PL21\t40.0 e\t0.0 \n"
    b"A,THS,C,Y_GE15,PL22\t: u\t: \n"
)

SDMX_CSV_1 = (
    b"DATAFLOW,LAST UPDATE,freq,unit,nace_r2,age,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,A,Y_GE15,PL21,2022,12.5,b,\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,A,Y_GE15,PL21,2023,13.0,,\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,A,Y_GE15,PL22,2022,,,C\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,A,Y_GE15,PL22,2023,7.1,bu,\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,C,Y_GE15,PL21,2022,40.0,e,\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,C,Y_GE15,PL21,2023,0.0,,\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,C,Y_GE15,PL22,2022,,u,\r\n"
    b"ESTAT:T1(1.0),21/11/26 11:00:00,A,THS,C,Y_GE15,PL22,2023,:,,\r\n"
)

SDMX_CSV_2 = SDMX_CSV_1.replace(b"DATAFLOW,LAST UPDATE", b"STRUCTURE,STRUCTURE_ID").replace(
    b"ESTAT:T1(1.0),21/11/26 11:00:00", b"dataflow,ESTAT:T1(1.0)"
)

JSON_STAT = json.dumps(
    {
        "version": "2.0", "class": "dataset", "label": "Invented", "source": "ESTAT",
        "id": ["freq", "unit", "nace_r2", "age", "geo", "time"], "size": [1, 1, 2, 1, 2, 2],
        "value": {"0": 12.5, "1": 13.0, "3": 7.1, "4": 40.0, "5": 0.0},
        "status": {"0": "b", "2": ":c", "3": "bu", "4": "e", "6": ":u"},
        "dimension": {
            "freq": {"category": {"index": {"A": 0}}},
            "unit": {"category": {"index": {"THS": 0}, "label": {"THS": "Thousand persons"}}},
            "nace_r2": {"category": {"index": {"C": 1, "A": 0}}},
            "age": {"category": {"label": {"Y_GE15": "15 years or over"}}},
            "geo": {"category": {"index": ["PL21", "PL22"]}},
            "time": {"category": {"index": {"2022": 0, "2023": 1}}},
        },
    }
).encode()  # fmt: skip

EXPECTED = {
    ("A", "PL21", "2022"): (12.5, "b", "observed"),
    ("A", "PL21", "2023"): (13.0, None, "observed"),
    ("A", "PL22", "2022"): (None, "c", "suppressed"),
    ("A", "PL22", "2023"): (7.1, "bu", "observed"),
    ("C", "PL21", "2022"): (40.0, "e", "estimated"),
    ("C", "PL21", "2023"): (0.0, None, "zero"),
    ("C", "PL22", "2022"): (None, "u", "missing"),
    ("C", "PL22", "2023"): (None, None, "missing"),
}

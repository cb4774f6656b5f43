/* A click on the picture of a region sets the position; the fields do the same without this script. */
"use strict";

const picture = document.querySelector("svg[data-position]");
const fields = ["latitude", "longitude"].map((name) => document.querySelector(`input[name="${name}"]`));

if (picture && fields.every(Boolean)) {
  const [latitude, longitude] = fields;
  const point = picture.querySelector("circle");
  const { west, north, wide, high } = picture.dataset;
  const written = (degrees) => degrees.toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: 5, maximumFractionDigits: 5, useGrouping: false,
  });
  const read = (field) => (field.value.trim() ? Number(field.value.replace(",", ".").replace("°", "")) : NaN);
  const show = (x, y) => {
    point.setAttribute("cx", x);
    point.setAttribute("cy", y);
    point.setAttribute("visibility", "visible");
  };

  picture.addEventListener("click", (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    longitude.value = written(Number(west) + place.x * Number(wide));
    latitude.value = written(Number(north) - place.y * Number(high));
    show(place.x, place.y);
  });

  fields.forEach((field) => field.addEventListener("input", () => {
    const x = (read(longitude) - Number(west)) / Number(wide);
    const y = (Number(north) - read(latitude)) / Number(high);
    if (Number.isFinite(x) && Number.isFinite(y)) {
      show(x, y);
    }
  }));

  document.querySelector("[data-position-hint]").hidden = false;
}

"""How near to one another the plants of an industry stand: K-density of Duranton and Overman, M of Marcon and Puech."""

/** Stands in for the card of a record. */
export function recordCard(record) {
  const card = document.getElementById("card-template").content.querySelector(".card").cloneNode(true);
  card.querySelector(".card__title").textContent = record.title ?? "";
  for (const part of ["cite", "pick", "track", "status"]) card.querySelector(`.card__${part}`)?.remove();
  card.querySelector(".card__authors").textContent = (record.authors ?? []).join(", ");
  card.querySelector(".card__links").textContent = (record.tags ?? []).join(" ");
  card.querySelector(".card__place").textContent = `${record.venue ?? ""} ${record.year ?? ""}`;
  return card;
}

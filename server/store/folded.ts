/** A name as it is compared and searched for: lower case, without accents, as short as can be. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
}

/** Where a thing stands in a list by name; the id keeps two of one name apart. */
export function placeOf(name: string, id: string): string {
  return `${folded(name)} ${id}`;
}

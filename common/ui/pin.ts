/** A PIN in threes, as people read it: `482 913`. */
export function pinInThrees(pin: string): string {
  return `${pin.slice(0, 3)} ${pin.slice(3)}`;
}

/** A PIN digit by digit, so that a screen reader does not say "four hundred eighty-two". */
export function pinSpoken(pin: string): string {
  return [...pin].join(' ');
}

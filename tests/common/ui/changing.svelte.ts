/** Props that the test can change after the component is there, and the component too. */
export function changing<Props extends object>(given: Props): Props {
  const props = $state(given);
  return props;
}

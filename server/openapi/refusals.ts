import { errorStatus, type ErrorCode } from '../../common/contract/errors.ts';
import type { Caller, Route } from '../../common/contract/routes.ts';

/** What any request may be answered: its headers or its body are wrong, its client too old, the server in trouble. */
const ofAny: readonly ErrorCode[] = [
  'invalid_input',
  'client_too_old',
  'client_too_new',
  'internal',
  'store_unavailable',
];

/** What a request may be answered that would change something. */
const ofChanges: readonly ErrorCode[] = ['origin_refused', 'too_large'];

const ofCaller: Readonly<Record<Caller, readonly ErrorCode[]>> = {
  anyone: [],
  technician: ['not_signed_in'],
  customer: ['seat_refused'],
  seat: ['not_signed_in', 'seat_refused'],
  administrator: ['not_signed_in', 'not_allowed'],
};

/** Every code that a route may answer: its own, and those that its kind of request brings along. */
export function refusalsOf(
  route: Pick<
    Route,
    | 'method'
    | 'caller'
    | 'errors'
    | 'guarded'
    | 'once'
    | 'takesImage'
    | 'fresh'
    | 'overAdministrators'
  >,
): ErrorCode[] {
  const isChange = route.method !== 'GET';
  const codes: ErrorCode[] = [
    ...ofAny,
    ...ofCaller[route.caller],
    ...(route.fresh || route.overAdministrators ? (['sign_in_again'] as const) : []),
    ...(isChange ? ofChanges : []),
    ...(isChange && !route.takesImage ? (['not_json', 'not_json_type'] as const) : []),
    ...(route.guarded ? (['revision_needed', 'changed_meanwhile'] as const) : []),
    ...(route.once ? (['key_reused'] as const) : []),
    ...route.errors,
  ];
  return [...new Set(codes)];
}

/** Codes by their status, lowest first. */
export function byStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const grouped = new Map<number, ErrorCode[]>();
  for (const code of [...codes].sort((one, other) => errorStatus[one] - errorStatus[other])) {
    const status = errorStatus[code];
    grouped.set(status, [...(grouped.get(status) ?? []), code]);
  }
  return grouped;
}

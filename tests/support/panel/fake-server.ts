import { callSession } from '../call-session.ts';
import type { Api } from '../../../common/client/api.ts';
import { ApiError } from '../../../common/client/api-error.ts';
import type {
  SessionLink,
  SessionLinkOptions,
  SessionLinkView,
} from '../../../common/client/session-link.ts';
import type { ErrorCode } from '../../../common/contract/errors.ts';
import type { Route } from '../../../common/contract/routes.ts';
import type {
  Language,
  OpenSession,
  PanelSettings,
  ServerInfo,
  Technician,
  TechnicianSession,
} from '../../../common/contract/views.ts';
import { errorWords } from '../../../common/i18n/errors/words.ts';
import type { Outside } from '../../../extension/panel/outside.ts';
import type { TechnicianEvents } from '../../../extension/technician/follow-technician.ts';
import { anna, panelSettings } from './views.ts';

/** What a server says of itself to anyone. */
export const info: ServerInfo = {
  product: 'lens',
  version: '0.1.0',
  contract: { oldest: 1, newest: 1 },
  companyName: 'Heating Roy',
  customerUrl: 'https://lens.example.com/',
  tutorial: true,
  logo: null,
  accentColour: null,
};

/** What a call was: the route's method and path, and its body. */
export interface Called {
  route: string;
  body: unknown;
}
export type Answer = (body: unknown) => unknown;

interface RefusalMore {
  field?: string;
  retryAfterSeconds?: number;
  language?: Language;
}
/** An error as the server's answer makes it, in English unless told. */
export const refusal = (code: ErrorCode, { language = 'en', ...more }: RefusalMore = {}) =>
  new ApiError(code, { language, message: errorWords[language][code], ...more });

/** A server in a test's hand: answers by route, and events when the test says so. */
export function fakeServer() {
  const calls: Called[] = [];
  const answers = new Map<string, Answer>();
  const links: FakeLink[] = [];
  const told = { technician: anna as Technician, settings: panelSettings() };
  const technicians: { events: TechnicianEvents; closed: boolean }[] = [];

  async function call(route: Route, input: { body?: unknown } = {}): Promise<unknown> {
    const name = `${route.method} ${route.path}`;
    calls.push({ route: name, body: input.body });
    const answer = answers.get(name);
    if (!answer) throw refusal('not_found');
    return answer(input.body);
  }

  return {
    calls,
    links,
    technicians,
    /** Sets how a route is answered; `answer` throws a refusal, or gives what is answered. */
    on(route: Route, answer: Answer): void {
      answers.set(`${route.method} ${route.path}`, answer);
    },
    called: (route: Route) =>
      calls
        .filter((made) => made.route === `${route.method} ${route.path}`)
        .map(({ body }) => body),
    /** The technician's own event socket says which session is open, and what else it tells. */
    tell(
      openSession: OpenSession | null,
      more: { settings?: PanelSettings; technician?: Technician } = {},
    ): void {
      Object.assign(told, more);
      for (const { events, closed } of technicians) {
        if (closed) continue;
        events.onLink('open');
        events.onTold({ type: 'technician', openSession, ...told });
      }
    },
    createApi: ((options) => ({ baseUrl: options.baseUrl, call })) as Outside['createApi'],
    followTechnician: ((_signIn, events) => {
      const technician = { events, closed: false };
      technicians.push(technician);
      return { close: () => (technician.closed = true) };
    }) as Outside['followTechnician'],
    followSession: ((options: SessionLinkOptions<TechnicianSession>) => {
      const link = new FakeLink(options, call as Api['call']);
      links.push(link);
      return link;
    }) as unknown as Outside['followSession'],
  };
}

/** A session's link whose views a test says. */
export class FakeLink implements SessionLink<TechnicianSession> {
  closed = false;
  taken = 0;
  readonly options: SessionLinkOptions<TechnicianSession>;
  #view: SessionLinkView<TechnicianSession>;
  #listeners = new Set<(view: SessionLinkView<TechnicianSession>) => void>();
  #call: Api['call'];

  constructor(options: SessionLinkOptions<TechnicianSession>, call: Api['call']) {
    this.options = options;
    this.#call = call;
    const held = typeof options.seat === 'object' ? options.seat.hold : null;
    this.#view = {
      session: held,
      seat: held ? 'held' : 'taking',
      refused: null,
      link: held ? 'open' : 'connecting',
      downSince: null,
      clockOffsetMs: 0,
    };
  }

  current = () => this.#view;
  subscribe(listener: (view: SessionLinkView<TechnicianSession>) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#view);
    return () => this.#listeners.delete(listener);
  }
  say(part: Partial<SessionLinkView<TechnicianSession>>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of [...this.#listeners]) listener(this.#view);
  }
  /** The session becomes `session`, its seat held by this document. */
  become(session: TechnicianSession): void {
    this.say({ session, seat: 'held', link: 'open' });
  }
  take(): void {
    this.taken += 1;
  }
  command: SessionLink<TechnicianSession>['command'] = async (route, input) => {
    const answer = await this.#call(route, { ...input, params: { id: this.options.id } } as never);
    if (answer && typeof answer === 'object' && 'side' in answer)
      this.become(answer as unknown as TechnicianSession);
    return answer as never;
  };
  forCall = callSession(async () => ({ peerId: 'p', token: 't', expires: 0 }));
  reconnectNow(): void {}
  close(): void {
    this.closed = true;
    this.#listeners.clear();
  }
}

type Grant = (lock: Lock | null) => unknown;

interface Asked {
  grant: Grant;
  settle: (value: unknown) => void;
  refuse: (why: unknown) => void;
}

/** Web Locks (W3C) with one name: queueing, `ifAvailable`, `steal` and `signal`, for tests in Node. */
export function fakeLocks(): Pick<LockManager, 'request'> {
  let holder: Asked | null = null;
  const queue: Asked[] = [];

  function give(asked: Asked): void {
    holder = asked;
    void Promise.resolve(asked.grant({} as Lock)).then((value) => {
      if (holder !== asked) return;
      asked.settle(value);
      holder = null;
      const next = queue.shift();
      if (next) give(next);
    });
  }

  return {
    request(_name: string, options: LockOptions | Grant, grant?: Grant) {
      const { ifAvailable, steal, signal } = options as LockOptions;
      return new Promise<unknown>((settle, refuse) => {
        const asked: Asked = { grant: grant!, settle, refuse };
        queueMicrotask(() => {
          if (steal) {
            const robbed = holder;
            give(asked);
            robbed?.refuse(new DOMException('Stolen', 'AbortError'));
          } else if (!holder) {
            give(asked);
          } else if (ifAvailable) {
            settle(grant!(null));
          } else {
            queue.push(asked);
            signal?.addEventListener('abort', () => {
              const place = queue.indexOf(asked);
              if (place >= 0) queue.splice(place, 1);
              refuse(new DOMException('Given up', 'AbortError'));
            });
          }
        });
      });
    },
  } as Pick<LockManager, 'request'>;
}

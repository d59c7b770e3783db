import { describe, expect, it } from 'vitest';
import { createTurns } from '../../server/in-turn.ts';

/** After all that has nothing to wait for has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Something that begins when its turn has come and ends when the test says so. */
function work(log: string[], name: string) {
  let done: () => void = () => undefined;
  let fail = done;
  const result = new Promise<string>((resolve, reject) => {
    done = () => resolve(name);
    fail = () => reject(new Error(name));
  });
  return {
    done: () => done(),
    fail: () => fail(),
    act: () => {
      log.push(name);
      return result;
    },
  };
}

describe('turns', () => {
  it('begin what is asked of one key when what was asked before is over', async () => {
    const log: string[] = [];
    const inTurn = createTurns();
    const [first, second] = [work(log, 'first'), work(log, 'second')];
    const answers = [inTurn('pin', first.act), inTurn('pin', second.act)];
    await settled();
    expect(log).toEqual(['first']);
    first.done();
    await answers[0];
    second.done();
    expect(await Promise.all(answers)).toEqual(['first', 'second']);
  });

  it('let another key go on meanwhile', async () => {
    const log: string[] = [];
    const inTurn = createTurns();
    const [waits, other] = [work(log, 'waits'), work(log, 'other')];
    void inTurn('one', waits.act);
    other.done();
    expect(await inTurn('two', other.act)).toBe('other');
  });

  it('go on after a failure, which reaches whoever asked for it alone', async () => {
    const log: string[] = [];
    const inTurn = createTurns();
    const [fails, next] = [work(log, 'fails'), work(log, 'next')];
    const failed = inTurn('pin', fails.act);
    const went = inTurn('pin', next.act);
    fails.fail();
    next.done();
    await expect(failed).rejects.toThrow('fails');
    expect(await went).toBe('next');
  });
});

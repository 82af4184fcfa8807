import { describe, expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { cappedNotices, FaultList, throwFaults } from './fault-list.ts';

const at = { document: 'request', file: 'a.json', path: ['key'] };
const fault = (index: number) => new Fault('request/unknown-key', `fault ${index}`, { at });
const many = (count: number) => Array.from({ length: count }, (_, index) => fault(index));
const told = (faults: Iterable<Fault>) => [...faults].map(({ code, message }) => [code, message]);

describe('a list of faults', () => {
  test('lists a hundred', () => {
    const list = new FaultList();
    list.pushAll(many(100));
    expect([list.length, told(list).length, told(list).at(-1)]).toEqual([
      100,
      100,
      ['request/unknown-key', 'fault 99'],
    ]);
  });

  test('counts those beyond a hundred in a last fault of its own, in the same document', () => {
    const list = new FaultList();
    list.pushAll(many(10_000));
    const last = [...list].at(-1);
    expect([list.length, [...list].length]).toEqual([10_000, 101]);
    expect({ code: last?.code, message: last?.message, at: last?.at, hint: last?.hint }).toEqual({
      code: 'request/more-faults',
      message: 'and 9900 more faults',
      at: { document: 'request', file: 'a.json' },
      hint: 'fix the faults that are listed first',
    });
  });

  test('builds no fault that it does not list', () => {
    const list = new FaultList();
    let built = 0;
    for (let index = 0; index < 10_000; index++) {
      list.report(() => {
        built++;
        return fault(index);
      });
    }
    expect([list.length, built]).toEqual([10_000, 100]);
  });

  test('adds what another list did not hold, wherever its faults were placed since', () => {
    const list = new FaultList();
    list.push(fault(0));
    const other = new FaultList();
    other.pushAll(many(150));
    list.pushAll([...other].map((one) => one.with({ at: { document: 'elsewhere' } })));
    expect(told(list).at(-1)).toEqual(['request/more-faults', 'and 51 more faults']);
  });
});

test('of many faults that are thrown, a hundred are related, and one counts the others', () => {
  let thrown: unknown;
  try {
    throwFaults(many(1000));
  } catch (error) {
    thrown = error;
  }
  const all = thrown instanceof Fault ? thrown.all() : [];
  expect([all.length, all[0]?.message, all.at(-1)?.message]).toEqual([101, 'fault 0', 'and 900 more faults']);
});

test('of many notices a hundred are kept, and one counts the others', () => {
  const notices = Array.from({ length: 102 }, (_, index) => ({ code: 'plan/ignored', message: `${index}`, at }));
  const capped = cappedNotices(notices);
  expect(capped.slice(0, 100)).toEqual(notices.slice(0, 100));
  expect(capped.slice(100)).toEqual([
    { code: 'plan/more-notices', message: 'and 2 more notices', at: { document: 'request', file: 'a.json' } },
  ]);
  expect(cappedNotices(notices.slice(0, 100))).toEqual(notices.slice(0, 100));
});

import { describe, expect, it } from 'vitest';
import { specsToRun } from '../../../../src/core/config/modelSpecs';
import type { ModelSpec } from '../../../../src/core/model/model';

const live: ModelSpec = { endpoint: 'http://127.0.0.1:1/v1', model: 'live', api: 'chat', parameters: {} };
const recorded: ModelSpec = { ...live, endpoint: 'recorded:', model: 'gone' };

describe('specsToRun', () => {
  it('takes every model, or those of the roles that are named', () => {
    expect(specsToRun({ base: live, tuned: live })).toEqual({ base: live, tuned: live });
    expect(specsToRun({ base: live, tuned: live }, ['tuned'])).toEqual({ tuned: live });
  });

  it('leaves out models whose answers were recorded', () => {
    expect(specsToRun({ base: recorded, tuned: live })).toEqual({ tuned: live });
  });

  it.each([[undefined], [['base']], [['tuned', 'base']]])(
    'says what to do when a recorded one is asked: %j',
    (roles) => {
      const specs = { base: recorded, tuned: roles === undefined ? recorded : live };
      expect(() => specsToRun(specs, roles)).toThrow(
        '“gone” (base) answers from recorded files and cannot be asked. Choose “Import Outputs…” for its answers, or give it an endpoint in tuning-fork.json.',
      );
    },
  );

  it.each([
    [{}, undefined],
    [{ base: live }, ['third']],
    [{ base: live }, []],
  ])('says when there is none', (specs, roles) => {
    expect(() => specsToRun(specs, roles)).toThrow('No models are set up yet.');
  });
});

import { GrowconeError } from '@growcone/core';

/** Thrown when a program or device is used after it was disposed of. */
export class DisposedError extends GrowconeError {
  override readonly name: string = 'DisposedError';

  /** @param what - the program or device @param call - what was called */
  constructor(what: string, call: string) {
    super(
      'DISPOSED',
      `${what} was disposed of and cannot ${call} any more. Compile the network again, or load its plan on a new device.`,
      {
        what,
        call,
      },
    );
  }
}

/** Thrown when a call starts before the one before it has ended. */
export class OverlappingCallError extends GrowconeError {
  override readonly name: string = 'OverlappingCallError';

  /** @param call - what was called @param running - what is still running */
  constructor(call: string, running: string) {
    super(
      'OVERLAPPING_CALL',
      `'${call}' was called while '${running}' was running. Await the first call before the next.`,
      {
        call,
        running,
      },
    );
  }
}

/** Thrown for a plan that a device refuses. */
export class PlanRefusedError extends GrowconeError {
  override readonly name: string = 'PlanRefusedError';

  /** @param device - name of the device @param refusals - its reasons */
  constructor(device: string, refusals: readonly { readonly code: string; readonly message: string }[]) {
    super(
      'PLAN_REFUSED',
      `${device} cannot run this plan: ${refusals.map(({ code, message }) => `${message} [${code}]`).join(' ')}`,
      { device, refusals },
    );
  }
}

/** Thrown when what a trial or a call is given does not fit the plan. */
export class TrialInputError extends GrowconeError {
  override readonly name: string = 'TrialInputError';

  /** @param what - what does not fit @param got - what was given @param allowed - what is allowed */
  constructor(what: string, got: unknown, allowed: string) {
    super('TRIAL_INPUT', `${what} must be ${allowed}, got ${String(got)}.`, { what, got, allowed });
  }
}

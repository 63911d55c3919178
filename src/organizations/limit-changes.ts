import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';

/** Tells the module that applies limits that an amount or a limit may have changed, so that the change acts at once. */
@Injectable()
export class LimitChanges {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly work: UnitOfWork) {}

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Call it after the unit of work that made the change. */
  announce(): void {
    this.work.afterCommit(() => {
      for (const listener of this.listeners) listener();
    });
  }
}

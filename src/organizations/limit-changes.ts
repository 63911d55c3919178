import { Injectable } from '@nestjs/common';

/** Tells those who review limits that one may have changed, so that the change acts at once. */
@Injectable()
export class LimitChanges {
  private readonly listeners: (() => void)[] = [];

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** After the change is committed. */
  announce(): void {
    for (const listener of this.listeners) listener();
  }
}

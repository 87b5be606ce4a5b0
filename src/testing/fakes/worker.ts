import type { OrderWorker } from '../../client/carry';

/** A worker that answers, and falls, when a test says so. */
export class FallibleWorker<Order, Answer> implements OrderWorker<Order, Answer> {
  ended = false;
  onmessage: OrderWorker<Order, Answer>['onmessage'] = null;
  onerror: OrderWorker<Order, Answer>['onerror'] = null;
  onmessageerror: OrderWorker<Order, Answer>['onmessageerror'] = null;
  readonly orders: Order[] = [];

  postMessage(order: Order): void {
    this.orders.push(order);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: Answer): void {
    this.onmessage?.({ data } as MessageEvent<Answer>);
  }
  /** @param message undefined where its script was not fetched. */
  fall(message?: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as unknown as ErrorEvent);
  }
}

/** The part of an observable that is used here. */
interface Subscribable<Value> {
  subscribe(observer: { next(value: Value): void; error(reason: unknown): void; complete(): void }): {
    unsubscribe(): void;
  };
}

/** The values of an observable as an async iterable. Unsubscribes when the consumer stops. */
export async function* eachValueFrom<Value>(observable: Subscribable<Value>): AsyncGenerator<Value> {
  const values: Value[] = [];
  let ended = false;
  let failure: { reason: unknown } | null = null;
  let wake = () => {};
  const subscription = observable.subscribe({
    next: (value) => {
      values.push(value);
      wake();
    },
    error: (reason) => {
      failure = { reason };
      wake();
    },
    complete: () => {
      ended = true;
      wake();
    },
  });
  try {
    while (true) {
      for (let value = values.shift(); value !== undefined; value = values.shift()) yield value;
      if (failure) throw (failure as { reason: unknown }).reason;
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (values.length > 0 || ended || failure) resolve();
      });
    }
  } finally {
    subscription.unsubscribe();
  }
}

import { use, type ComponentType } from 'react';
import type { ProgramPart } from '../../contract/errors/studio';
import { part } from '../../store/parts';

/**
 * A component whose script comes after the first load. To be drawn within a `Guard`, which shows
 * what is there meanwhile, and says where it could not be fetched.
 */
export function lazyPart<P extends object>(
  name: ProgramPart,
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> {
  const script = part(name, load);
  return function LazyPart(props: P) {
    // What is there is drawn at once; a promise, even a kept one, would take a turn.
    const { default: Component } = script.loaded ?? use(script.kept());
    return <Component {...props} />;
  };
}

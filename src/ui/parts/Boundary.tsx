import { Component, type ReactNode } from 'react';
import { forgetMissingParts } from '../../store/parts';

interface BoundaryProps {
  /** Drawn in place of what failed. `again` draws, and where needed fetches, anew. */
  readonly failed: (error: unknown, again: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** Keeps a failure in drawing to itself: without one, React takes the whole page away. [PAGE9] */
export class Boundary extends Component<
  BoundaryProps,
  { readonly failure: { of: unknown } | null }
> {
  override readonly state: { readonly failure: { of: unknown } | null } = { failure: null };

  static getDerivedStateFromError(error: unknown) {
    return { failure: { of: error } };
  }

  private readonly again = (): void => {
    forgetMissingParts();
    this.setState({ failure: null });
  };

  override render(): ReactNode {
    const { failure } = this.state;
    return failure ? this.props.failed(failure.of, this.again) : this.props.children;
  }
}

// The library's styles come first, so that the page's own win at equal weight.
import './mantine.css';
import './base.css';
import './forced-colours.css';
import { MantineProvider } from '@mantine/core';
import type { StoreApi } from 'zustand';
import type { Studio } from '../store/model';
import { Shell } from './frame/Shell';
import { NothingDrawn } from './frame/NothingDrawn';
import { Boundary } from './parts/Boundary';
import { StudioProvider } from './studio-context';
import { theme } from './theme';
import { adoptThemeVariables } from './theme-variables';

adoptThemeVariables();

/** The whole page over a studio. */
export function App(props: { store: StoreApi<Studio> }) {
  return (
    <Boundary failed={(error, again) => <NothingDrawn error={error} onAgain={again} />}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <StudioProvider store={props.store}>
          <Shell />
        </StudioProvider>
      </MantineProvider>
    </Boundary>
  );
}

import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import { Guard } from '../parts/Guard';
import { useActions, useStudio } from '../studio-context';
import { PastNotices } from './PastNotices';
import { EngineSign } from './EngineSign';
import { ROOM_IDS } from '../../store/rooms';
import { words } from '../../words';
import classes from './TopBar.module.css';

export function TopBar(props: { onHelp: () => void }) {
  return (
    <header className={classes.bar}>
      <span className={classes.name} translate="no">
        Atelier
      </span>
      <RoomLinks />
      <div className={classes.end}>
        <Guard>
          <EngineSign />
        </Guard>
        <Tooltip label={words().frame.shortcutsWithKey}>
          <ActionIcon
            aria-label={words().frame.shortcuts}
            onClick={props.onHelp}
            className={classes.keys}
          >
            <IconKeyboard size={20} />
          </ActionIcon>
        </Tooltip>
        <PastNotices />
        <SchemeToggle />
      </div>
    </header>
  );
}

function RoomLinks() {
  const room = useStudio((studio) => studio.room);
  const actions = useActions();
  return (
    <nav className={classes.rooms} aria-label={words().frame.rooms.label}>
      {ROOM_IDS.map((id) => (
        <a
          key={id}
          href={`#${id}`}
          className={classes.room}
          aria-current={room === id ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            actions.goTo(id);
          }}
        >
          {words().frame.rooms[id]}
        </a>
      ))}
    </nav>
  );
}

function SchemeToggle() {
  // Holding transitions back takes a `<style>` element, which the page's policy refuses.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const other = scheme === 'light' ? 'dark' : 'light';
  const turn = words().frame.turn[other];
  return (
    <Tooltip label={turn}>
      <ActionIcon aria-label={turn} onClick={() => setColorScheme(other)}>
        {scheme === 'light' ? <IconMoon size={20} /> : <IconSun size={20} />}
      </ActionIcon>
    </Tooltip>
  );
}

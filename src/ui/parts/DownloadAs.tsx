import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { EXPORTS, FORMATS, type Holds, type NetChoice, type NetId } from '../../contract/exports';
import type { GeneratorGroup, RunRecord } from '../../contract/records';
import { keptGroups } from '../../nets/kept-generator';
import { words } from '../../words';
import { useActions, useStudio } from '../studio-context';
import classes from './DownloadAs.module.css';

/** Takes a kept generator, or its discriminator, in a format that other tools open [TAKE1]. */
export function DownloadAs(props: {
  run: RunRecord;
  epoch: number;
  /** Those that are looked at, where that is known. */
  looked?: GeneratorGroup;
  size?: 'xs' | 'sm';
}) {
  const { run, epoch, looked, size = 'xs' } = props;
  const [open, setOpen] = useState(false);
  const nets = useNets(run.id, epoch, open);
  const groups = keptGroups(run.settings);
  const [wanted, setWanted] = useState<NetId>('generator');
  const [chosen, setChosen] = useState<GeneratorGroup | null>(null);
  const net = nets.find((one) => one === wanted) ?? 'generator';
  const weights = groups.find((group) => group === (chosen ?? looked)) ?? groups[0]!;
  const says = words().takeAs;
  return (
    <Menu
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      withinPortal
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button size={size} rightSection={<IconChevronDown size={14} />}>
          {says.button}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Choices
          label={says.network}
          values={nets}
          value={net}
          text={(one) => says.networks[one]}
          onChange={setWanted}
        />
        {net === 'generator' && (
          <Choices
            label={says.weights}
            values={groups}
            value={weights}
            text={(one) => says.choices[one]}
            onChange={setChosen}
          />
        )}
        <Formats run={run} epoch={epoch} choice={{ net, weights }} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** One of several; nothing where there is only one. */
function Choices<T extends string>(props: {
  label: string;
  values: readonly T[];
  value: T;
  text: (value: T) => string;
  onChange: (value: T) => void;
}) {
  const { label, values, value, text, onChange } = props;
  if (values.length < 2) return null;
  return (
    <div role="group" aria-label={label}>
      <Menu.Label aria-hidden>{label}</Menu.Label>
      <Menu.RadioGroup
        value={value}
        onChange={(picked) => {
          const found = values.find((one) => one === picked);
          if (found) onChange(found);
        }}
      >
        {values.map((one) => (
          <Menu.RadioItem key={one} value={one}>
            {text(one)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
    </div>
  );
}

function Formats(props: { run: RunRecord; epoch: number; choice: NetChoice }) {
  const { run, epoch, choice } = props;
  const actions = useActions();
  const works = useStudio((studio) => studio.works);
  const says = words();
  return (
    <div role="group" aria-label={says.takeAs.file}>
      <Menu.Label aria-hidden>{says.takeAs.file}</Menu.Label>
      {FORMATS.map((id) => (
        <Menu.Item
          key={id}
          disabled={
            !fits(EXPORTS[id].holds, choice.net) ||
            works.some(({ work, runId }) => work.kind === id && runId === run.id)
          }
          onClick={() => void actions.download(id, run.id, epoch, choice)}
        >
          <span>{says.exports[id].format}</span>
          <span className={classes.about}>{says.exports[id].about}</span>
        </Menu.Item>
      ))}
    </div>
  );
}

/** Whether a format has a place for the net. */
const fits = (holds: Holds, net: NetId): boolean => holds !== 'generator' || net === 'generator';

/** What can be taken of an epoch; looked up while the menu is open. */
function useNets(runId: string, epoch: number, open: boolean): readonly NetId[] {
  const actions = useActions();
  const key = `${runId} ${epoch}`;
  const [found, setFound] = useState<{ key: string; nets: readonly NetId[] } | null>(null);
  useEffect(() => {
    if (!open) return;
    let current = true;
    actions.netsToTake(runId, epoch).then(
      (nets) => current && setFound({ key, nets }),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [actions, runId, epoch, key, open]);
  return found?.key === key ? found.nets : ['generator'];
}

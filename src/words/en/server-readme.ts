import type { CheckpointRecord, RunRecord } from '../../contract/records';

/**
 * README.md of a run that goes on elsewhere. No part of the catalogue of the page: it is read by whoever
 * gets the file, and made in a worker.
 */
export function serverReadme(run: RunRecord, { step, epoch }: CheckpointRecord): string {
  return `# ${run.name.replace(/\s+/g, ' ')}, from step ${step}

A GAN that was trained with Atelier up to step ${step} (epoch ${epoch} of ${run.settings.epochs}).
\`train.py\` goes on from there, on one GPU or on many, and takes the steps that the studio would have
taken. It needs Python 3.8 and PyTorch 1.13 or newer, and nothing else.

## Train

On one GPU, or on the processor where there is none:

\`\`\`sh
python train.py
\`\`\`

On the four GPUs of one machine:

\`\`\`sh
torchrun --nproc_per_node 4 train.py
\`\`\`

On two machines of four GPUs each, with these files on both; with \`--node_rank 1\` on the second, and
the name of the first instead of \`first-machine\`:

\`\`\`sh
torchrun --nnodes 2 --nproc_per_node 4 --node_rank 0 --master_addr first-machine --master_port 29500 train.py
\`\`\`

Where a process may be killed, as on machines that are lent for a while, torchrun begins again from the
newest checkpoint by itself:

\`\`\`sh
torchrun --nproc_per_node 4 --max_restarts 10 train.py
\`\`\`

The batch stays that of the settings: several GPUs share its pictures. Whatever ended it, the same line
goes on from the newest checkpoint.

## Faster

These compute with fewer digits, or in another order, so that the steps are no longer quite those of the
studio:

\`\`\`sh
python train.py --precision bfloat16 --channels-last
\`\`\`

\`--compile\` has PyTorch 2 compile both nets. \`python train.py --help\` lists everything.

## What it writes

| file in \`out/\` | what it is |
| --- | --- |
| \`back-to-studio.atelier\` | the run as it is now: drop it on the studio, and it goes on there |
| \`metrics.csv\` | losses and scores of every step, those of the studio first |
| \`samples/\` | grids of pictures from the same latents as in the studio |
| \`checkpoints/\` | the whole state, as safetensors: the newest three |

Where the package \`tensorboard\` is installed, \`out/tensorboard\` has the curves too.

## What is here

| file | what it is |
| --- | --- |
| \`train.py\` | the program |
| \`recipe.json\` | both nets, layer by layer, and one training step, as instructions |
| \`settings.json\` | the settings of the run; more \`epochs\` there train for longer |
| \`state.safetensors\` | weights, averages, statistics, moments of Adam, and counters |
| \`pictures.safetensors\` | the pictures as they are trained on, uint8 [count, height, width, channels] |
| \`studio.atelier\` | what the studio keeps of the run besides, which goes back with it |
`;
}

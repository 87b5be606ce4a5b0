/** What happens to a person's work, in short; docs/what-happens-to-my-work.md says the same and
 *  more. */
export const myWork = [
  {
    title: 'Where it is kept',
    says: [
      'Pictures, runs and settings lie in this browser, on this computer, and nowhere else.',
      'Nothing is uploaded; a page opened in another browser, or from another address, does not see them.',
      'In a private window they are gone when its last tab is closed.',
      'Clearing the data of this site in the browser deletes all of it.',
    ],
  },
  {
    title: 'What is saved, and when',
    says: [
      'While a run trains, everything it needs to go on is saved every minute or every 50 epochs, whichever comes first, and also on Pause, on Stop, at the end and when the tab is hidden.',
      'Both times can be changed under All settings.',
      'Sample grids, curves and generators are kept as they come.',
    ],
  },
  {
    title: 'When something goes wrong',
    says: [
      'A closed tab, a crash or a power cut costs at most the time since the last save: open the run and press Go on.',
      'A graphics card that is lost is opened again by itself, and the run goes on from its last save.',
      'When the losses are no longer finite numbers, the run goes back to its last healthy state and offers to go on with half the learning rates.',
      'A full disk never stops training: some samples and generators of the run make room, and it is said.',
      'A second tab on the same run looks on, and can go on with it once the first is gone.',
    ],
  },
  {
    title: 'Taking it elsewhere',
    says: [
      'Export project writes a run to one file, with its pictures if you like; Open a file brings it back, on this or any other computer.',
      'A project exported with its pictures goes on training there.',
      'One without them shows everything and paints new pictures, and goes on once the same pictures are dropped there, prepared as they were.',
    ],
  },
  {
    title: 'Deleting',
    says: [
      'Deleting a run deletes all that it kept, and can be undone for a while.',
      'So can deleting a set of pictures; runs that learnt from it go on once the same pictures are dropped again.',
      'To delete everything at once, clear the data of this site in the settings of the browser.',
    ],
  },
];

import { breachCheckCommand } from './breach-check';
import { breachClocksCommand } from './breach-clocks';
import { breachDrillCommand } from './breach-drill';
import { commandGroup } from './group';

/** `hlz breach` */
export const breachCommand = commandGroup({
  name: 'breach',
  summary: 'Reckon the deadlines of a breach, and practise what is done after one.',
  moment: 'After a breach',
  about: `For the privacy officer, and whoever has to show that the response to incidents is practised.
docs/breach-desk.md is the runbook.`,
  subcommands: [breachClocksCommand, breachDrillCommand, breachCheckCommand],
});

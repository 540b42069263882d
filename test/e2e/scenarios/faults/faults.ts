import type { PeopleScene } from '../people/scene';

export async function faults(scene: PeopleScene): Promise<void> {
  await Promise.resolve(scene);
}

import type { PeopleScene } from '../people/scene';

export async function hostile(scene: PeopleScene): Promise<void> {
  await Promise.resolve(scene);
}

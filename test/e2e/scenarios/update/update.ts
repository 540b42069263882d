import type { PeopleScene } from '../people/scene';

export async function update(scene: PeopleScene): Promise<void> {
  await Promise.resolve(scene);
}

import { made } from '../support/outside';

describe.each(Object.entries(made('weakenings')))('%s', (_room, weakenings) => {
  it.each(weakenings)('refuses: $what', ({ rule, place, zone }) => {
    const { refusal, findings } = made('weakened', zone);
    expect(findings).toContain(`${rule} ${place}`);
    expect(refusal).toContain(rule);
    expect(refusal).toContain(place);
  });
});

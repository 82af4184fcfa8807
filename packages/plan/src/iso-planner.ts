// A module of its own, so that it can be loaded for ISOs alone.
export { planIso as isoPlanner } from '@bootwright/media-plan';

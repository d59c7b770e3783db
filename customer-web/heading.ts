import type { Say, Screen } from './screen.ts';

/** The one heading of a screen: its title in the tab, and what a screen reader says on arriving. */
export function headingOf(screen: Screen, say: Say): string {
  switch (screen.step) {
    case 'opening':
      return say('opening');
    case 'insecure':
      return say('insecure_heading');
    case 'in_app':
      return say('in_app_heading');
    case 'tutorial':
      return say((['tutorial_point', 'tutorial_see', 'tutorial_stop'] as const)[screen.picture]);
    case 'camera':
      if (screen.again) return say('camera_again_heading');
      return say(screen.alone ? 'camera_alone_heading' : 'camera_heading');
    case 'refused':
      return say(`refused_${screen.refusal}_heading`);
    case 'pin':
      return say('pin');
    case 'join':
      return say('join_heading');
    case 'link_refused':
      return say('link_refused_heading');
    case 'licence':
      return say('licence_heading');
    case 'preview':
      return say('preview_heading');
    case 'live':
      return say('live_heading');
    case 'ended':
      return say('ended_heading');
    case 'elsewhere':
      return say('elsewhere_heading');
    case 'unreachable':
      return say('unreachable_heading');
    case 'too_old':
      return say('too_old_heading');
    case 'too_new':
      return say('too_new_heading');
  }
}

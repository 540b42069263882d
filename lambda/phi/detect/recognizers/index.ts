import type { Recognizer } from '../recognizer';
import { ACCOUNT } from './account';
import { ADDRESS } from './address';
import { AGE } from './age';
import { BIOMETRIC } from './biometric';
import { CITIES } from './city';
import { DATE } from './date';
import { DEVICE } from './device';
import { EMAIL } from './email';
import { FAX } from './fax';
import { HEALTH_PLAN } from './health-plan';
import { IP_ADDRESS } from './ip-address';
import { LICENSE } from './license';
import { MEDICAL_RECORD_NUMBER } from './medical-record-number';
import { NAME } from './name';
import { OTHER } from './other';
import { PHOTOGRAPH } from './photograph';
import { SSN } from './ssn';
import { TELEPHONE } from './telephone';
import { URLS } from './url';
import { VEHICLE } from './vehicle';
import { ZIP } from './zip';

/** All of them, in the order of the law. */
export const RECOGNIZERS: readonly Recognizer[] = [
  NAME,
  ADDRESS,
  CITIES,
  ZIP,
  DATE,
  AGE,
  TELEPHONE,
  FAX,
  EMAIL,
  SSN,
  MEDICAL_RECORD_NUMBER,

  HEALTH_PLAN,
  ACCOUNT,
  LICENSE,
  VEHICLE,
  DEVICE,
  URLS,
  IP_ADDRESS,
  BIOMETRIC,
  PHOTOGRAPH,
  OTHER,
].flat();

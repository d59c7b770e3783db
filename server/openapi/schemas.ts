import { toJsonSchema, toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema';
import type { JsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import {
  ApiToken,
  AuditActor,
  AuditEntry,
  LiveSession,
} from '../../common/contract/administration.ts';
import { ErrorBody } from '../../common/contract/errors.ts';
import {
  Group,
  PasswordLink,
  SignInPlace,
  TechnicianAccount,
} from '../../common/contract/people.ts';
import { Permissions } from '../../common/contract/permissions.ts';
import {
  CustomField,
  LicenceVersion,
  Settings,
  SettingsView,
} from '../../common/contract/settings.ts';
import * as views from '../../common/contract/views.ts';

/** The things that several routes speak of, each described once under its name. */
const things = {
  ApiToken,
  AuditActor,
  AuditEntry,
  CustomField,
  CustomerSession: views.CustomerSession,
  Error: ErrorBody,
  Group,
  IceServer: views.IceServer,
  IceServers: views.IceServers,
  Invitation: views.Invitation,
  Inviting: views.Inviting,
  Licence: views.Licence,
  LicenceVersion,
  LinkedSession: views.LinkedSession,
  LiveSession,
  MailDraft: views.MailDraft,
  PasswordLink,
  PeerAccess: views.PeerAccess,
  Permissions,
  Seat: views.Seat,
  ServerInfo: views.ServerInfo,
  SessionDetails: views.SessionDetails,
  SessionEnd: views.SessionEnd,
  SessionTimes: views.SessionTimes,
  Settings,
  SettingsView,
  SignInPlace,
  Technician: views.Technician,
  TechnicianAccount,
  TechnicianSession: views.TechnicianSession,
};

/** What a server does to a text, or checks between fields, that JSON Schema has no words for. */
const beyondJsonSchema = new Set(['trim', 'to_lower_case', 'check']);

const conversion: ConversionConfig = {
  target: 'draft-2020-12',
  // What is sent is described, not what a transformation makes of it.
  typeMode: 'input',
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideAction: ({ valibotAction, jsonSchema }) => {
    const { type } = valibotAction as { type: string };
    if (beyondJsonSchema.has(type)) return jsonSchema;
    // JSON Schema's patterns are Unicode already: the flag says nothing more.
    const { requirement } = valibotAction as { requirement?: unknown };
    if (type === 'regex' && (requirement as RegExp).flags === 'u') return jsonSchema;
    return undefined;
  },
};

/** The JSON Schema (2020-12) of what is sent; throws for a schema that it has no words for. */
export function jsonSchemaOf(schema: v.GenericSchema): JsonSchema {
  const made = toJsonSchema(schema, { ...conversion, definitions: things });
  // Both stand once, in the document.
  delete made.$schema;
  delete made.$defs;
  return made;
}

/** All things by name. */
export const thingSchemas = (): Record<string, JsonSchema> => toJsonSchemaDefs(things, conversion);

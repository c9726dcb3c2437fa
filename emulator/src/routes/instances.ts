import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "../errors";
import type { Platform } from "../platform";
import { elementOf } from "../platform/elements";
import type { InstanceRequest, StoredInstance } from "../platform/instances";
import { instanceRequest, propertyValue } from "./body";
import { listing } from "./listing";

interface Route {
  Params: { id: string; keyOrId: string; configId: string };
  Querystring: { reAuthenticate?: string };
}
type Request = FastifyRequest<Route>;

const empty = "";

/** `/instances` in its three spellings: by id, by the instance's own token, and below the element. */
export function instances(app: FastifyInstance, platform: Platform): void {
  byOrganization(app, platform);
  byToken(app, platform);
  configurationEntries(app, platform);
}

function byOrganization(app: FastifyInstance, { account, instances }: Platform): void {
  const elementIn = (request: Request) => (request.params.keyOrId ? elementOf(request.params.keyOrId) : undefined);
  const found = (request: Request) => {
    account.requireOrganization(request.headers.authorization);
    return instances.get(request.params.id, elementIn(request));
  };
  const change = (request: Request) => {
    const instance = found(request);
    return instances.change(instance, instanceRequest(request.body), request.query.reAuthenticate !== "false");
  };

  for (const base of ["/instances", "/elements/:keyOrId/instances"]) {
    app.post<Route>(base, (request) => {
      account.requireOrganization(request.headers.authorization);
      return instances.create(instanceRequest(request.body), elementIn(request));
    });
    app.get<Route>(base, (request, reply) => {
      account.requireOrganization(request.headers.authorization);
      return listing(request, reply, instances, elementIn(request));
    });
    app.get<Route>(`${base}/:id`, (request) => instances.show(found(request)));
    app.put<Route>(`${base}/:id`, change);
    app.patch<Route>(`${base}/:id`, change);
    app.delete<Route>(`${base}/:id`, (request) => {
      instances.delete(found(request));
      return empty;
    });
    app.put<Route>(`${base}/:id/enabled`, (request) => enable(found(request), true));
    app.delete<Route>(`${base}/:id/enabled`, (request) => enable(found(request), false));
  }
  app.get("/instances/count", (request) => {
    account.requireOrganization(request.headers.authorization);
    const elementInstances: Record<string, number> = {};
    for (const { elementKey } of instances.all())
      elementInstances[elementKey] = (elementInstances[elementKey] ?? 0) + 1;
    return { totalInstances: instances.all().length, elementInstances };
  });

  function enable(instance: StoredInstance, enabled: boolean): string {
    instances.mark(instance, { disabled: !enabled });
    return empty;
  }
}

function byToken(app: FastifyInstance, { account, instances }: Platform): void {
  const own = (request: FastifyRequest) => account.requireInstance(request.headers.authorization, instances);
  const change = (request: FastifyRequest) => {
    const instance = own(request);
    return instances.change(instance, instanceRequest(request.body));
  };
  app.put("/instances", change);
  app.patch("/instances", change);
  app.delete("/instances", (request) => {
    instances.delete(own(request));
    return empty;
  });
  app.put("/instances/enabled", (request) => {
    instances.mark(own(request), { disabled: false });
    return empty;
  });
  app.delete("/instances/enabled", (request) => {
    instances.mark(own(request), { disabled: true });
    return empty;
  });
  // One call that an application would make: it shows what a token is worth.
  app.get("/hubs/:hub/ping", (request) => {
    const instance = own(request);
    if (instance.disabled) throw new ApiError(403, "The element instance is disabled");
    return { endpoint: elementOf(instance.elementKey).name, dateTime: new Date().toISOString() };
  });
}

function configurationEntries(app: FastifyInstance, { account, instances }: Platform): void {
  const found = (request: Request) => {
    account.requireOrganization(request.headers.authorization);
    return instances.get(request.params.id);
  };
  const entryOf = (instance: StoredInstance, configId: string) => {
    const entry = instances.entries(instance).find(({ id, key }) => String(id) === configId || key === configId);
    if (!entry) throw new ApiError(404, `No configuration found with id ${configId}`);
    return entry;
  };
  app.get<Route>("/instances/:id/configuration", (request) => instances.entries(found(request)));
  app.get<Route>("/instances/:id/configuration/:configId", (request) =>
    entryOf(found(request), request.params.configId),
  );
  app.patch<Route>("/instances/:id/configuration/:configId", (request) => {
    const instance = found(request);
    const { key } = entryOf(instance, request.params.configId);
    const change: InstanceRequest = { configuration: { [key]: propertyValue(request.body) } };
    instances.change(instance, change, false);
    return entryOf(instances.get(request.params.id), request.params.configId);
  });
}

import { KubeConfig, type RequestContext } from '@kubernetes/client-node';

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

/**
 * A kubeconfig whose calls share one connection. The client makes one for each call (@kubernetes/client-node 2.0.1; of its
 * other kind of agent, kubernetes-client/javascript#2893): 45 scenarios were busy with handshakes, and kept 150 open.
 */
export class SharedConnection extends KubeConfig {
  #dispatcher: Dispatcher | undefined;

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    this.#dispatcher ??= context.getDispatcher();
    if (this.#dispatcher !== undefined) context.setDispatcher(this.#dispatcher);
  }

  /** The next call opens a connection anew. Those under way end on theirs. */
  renew(): void {
    this.#dispatcher = undefined;
  }
}

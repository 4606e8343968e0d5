// A certified OpenID provider on a loopback port, shaped like the state's sign-in service (TARA):
// RS256, a personal code as the subject, `acr` and `amr`. It asks nobody for a password: a test says
// with POST /next who comes next, for the browser is the test itself.
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import Provider from 'oidc-provider';

const [clientId, clientSecret, redirectUri] = process.argv.slice(2);
let next = { sub: 'EE60001018800', acr: 'high', amr: ['smartid'] };

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: 'of this run', use: 'sig', alg: 'RS256' };

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'RS256',
      },
    ],
    acrValues: ['low', 'substantial', 'high'],
    claims: { openid: ['sub', 'acr', 'amr', 'profile_attributes'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of this run alone'] },
    jwks: { keys: [key] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true, methods: ['S256'] },
    scopes: ['openid', 'idcard', 'mid', 'smartid'],
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, profile_attributes: { given_name: 'MARI-LIIS', family_name: 'NÄIDIS' } }),
    }),
  });
  const callback = provider.callback();
  server.on('request', async (request, response) => {
    if (request.method === 'POST' && request.url === '/next') {
      let body = '';
      for await (const part of request) body += part;
      next = JSON.parse(body);
      response.end();
    } else if (request.url.startsWith('/interaction/')) {
      const { prompt, params } = await provider.interactionDetails(request, response);
      if (next.refuse) {
        const refused = { error: 'user_cancel', error_description: 'the person went away' };
        await provider.interactionFinished(request, response, refused);
      } else if (prompt.name === 'login') {
        const login = { accountId: next.sub, acr: next.acr, amr: next.amr, remember: false };
        await provider.interactionFinished(request, response, { login });
      } else {
        const grant = new provider.Grant({ accountId: next.sub, clientId: params.client_id });
        grant.addOIDCScope(params.scope);
        const consent = { grantId: await grant.save() };
        await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
      }
    } else {
      callback(request, response);
    }
  });
  process.stdout.write(`${issuer}\n`);
});

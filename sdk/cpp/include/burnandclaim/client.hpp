#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <burnandclaim/assets.hpp>
#include <burnandclaim/errors.hpp>
#include <burnandclaim/options.hpp>
#include <burnandclaim/scopes.hpp>
#include <burnandclaim/sessions.hpp>
#include <burnandclaim/transactions.hpp>

namespace burnandclaim {

class Transport;

/// What a POST takes besides its arguments.
struct PostOptions {
    /// 1…128 printable ASCII characters; for 24 hours the same key and body replay the answer.
    std::string idempotency_key{};
};

/// Client of the Burn & Claim API. Calls block; one object belongs to one thread at a time and keeps
/// one connection open. Failures are thrown, see errors.hpp; a bad argument is std::invalid_argument.
class BurnerClient {
  public:
    explicit BurnerClient(ClientOptions options);
    ~BurnerClient();
    BurnerClient(BurnerClient&&) noexcept;
    BurnerClient& operator=(BurnerClient&&) noexcept;

    /// Opens a session for one wallet (API key only).
    Session create_session(const CreateSessionRequest& request, const PostOptions& options = {});
    /// Ends a session at once; succeeds for an unknown id too (API key only).
    void revoke_session(std::string_view session_id);
    /// Ends all sessions that match, at once (API key only).
    RevokeSessionsResult revoke_sessions(const RevokeSessionsRequest& request, const PostOptions& options = {});
    /// Says whether a session token is valid now, and for what (API key only).
    SessionIntrospection introspect_session(std::string_view token, const PostOptions& options = {});

    /// Everything in a wallet that can be burned or closed (`wallet:read`).
    WalletAssets get_wallet_assets(std::string_view address);
    /// Builds unsigned transactions for a wallet (`transactions:build`).
    BuildTransactionsResult build_transactions(std::string_view address, const BuildTransactionsRequest& request,
                                               const PostOptions& options = {});
    /// Submits what the wallet signed (`transactions:submit`); look at each result's `status`.
    SubmitTransactionsResult submit_transactions(std::string_view address, const SubmitTransactionsRequest& request,
                                                 const PostOptions& options = {});
    /// What became of a submitted transaction (`transactions:submit` or `wallet:read`); 404 if unknown.
    Submission get_submission(std::string_view address, std::string_view signature);

  private:
    std::unique_ptr<Transport> transport_;
};

}  // namespace burnandclaim

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <burnandclaim/assets.hpp>
#include <burnandclaim/call_options.hpp>
#include <burnandclaim/errors.hpp>
#include <burnandclaim/options.hpp>
#include <burnandclaim/reclaim.hpp>
#include <burnandclaim/scopes.hpp>
#include <burnandclaim/sessions.hpp>
#include <burnandclaim/stats.hpp>
#include <burnandclaim/stream.hpp>
#include <burnandclaim/transactions.hpp>
#include <burnandclaim/verify.hpp>

namespace burnandclaim {

class Transport;

/// The client of the Burn & Claim API. Calls block; one object belongs to one thread at a time and keeps one connection
/// open. Failures are thrown, see errors.hpp; a bad argument is std::invalid_argument.
class BurnerClient {
  public:
    explicit BurnerClient(ClientOptions options);
    ~BurnerClient();
    BurnerClient(BurnerClient&&) noexcept;
    BurnerClient& operator=(BurnerClient&&) noexcept;

    /// Opens a session for one wallet (API key only).
    Session create_session(const CreateSessionRequest& request, const PostOptions& options = {});
    /// Asks what a wallet has to sign (API key only: a publishable key is for pages).
    Challenge challenge_session(const ChallengeRequest& request, const PostOptions& options = {});
    /// Opens a session for the wallet that has signed a challenge (API key only).
    Session prove_session(const ProveSessionRequest& request, const PostOptions& options = {});
    /// Ends a session at once; succeeds for an unknown id too (API key only).
    void revoke_session(std::string_view session_id, const CallOptions& options = {});
    /// Ends all sessions that match, at once (API key only).
    RevokeSessionsResult revoke_sessions(const RevokeSessionsRequest& request, const PostOptions& options = {});
    /// Says whether a session token is valid now, and for what (API key only).
    SessionIntrospection introspect_session(std::string_view token, const PostOptions& options = {});

    /// Lists everything in a wallet that can be burned or closed (`wallet:read`).
    WalletAssets get_wallet_assets(std::string_view address, const CallOptions& options = {});
    /// Lists the same, chunk by chunk as it is found (session token only, `wallet:stream`).
    Stream<WalletAssetsChunk> stream_wallet_assets(std::string_view address, const StreamAssetsOptions& options = {});
    /// Builds unsigned transactions for a wallet (`transactions:build`).
    BuildTransactionsResult build_transactions(std::string_view address, const BuildTransactionsRequest& request,
                                               const PostOptions& options = {});
    /// Submits what the wallet signed (`transactions:submit`); look at each result's `status`.
    SubmitTransactionsResult submit_transactions(std::string_view address, const SubmitTransactionsRequest& request,
                                                 const PostOptions& options = {});
    /// Gives transactions that were built the same instructions with a new blockhash and ticket
    /// (`transactions:build`). What the chain no longer allows is among `rejected`.
    BuildTransactionsResult refresh_transactions(std::string_view address, const RefreshTransactionsRequest& request,
                                                 const PostOptions& options = {});
    /// Reports what a wallet has signed and sent by itself (`transactions:submit`). The server looks for it for up to
    /// 30 s, and ClientOptions::timeout begins then; report again what is pending.
    ReportTransactionsResult report_transactions(std::string_view address, const ReportTransactionsRequest& request,
                                                 const PostOptions& options = {});
    /// Says what became of a submitted transaction (`transactions:submit` or `wallet:read`); 404 if unknown.
    Submission get_submission(std::string_view address, std::string_view signature, const CallOptions& options = {});
    /// Follows submissions (session token only, `transactions:submit` or `wallet:read`): with `signatures` the state of
    /// each at once, then every change.
    Stream<Submission> stream_submissions(std::string_view address, const StreamSubmissionsOptions& options = {});
    /// Builds, has the wallet sign, submits and follows until the cluster has decided; refreshes what waited too long,
    /// builds again what expired. The wallet is asked for nothing that the check before signing refuses (signing.hpp):
    /// that ends the run with SigningRefusedError. Everything happens on the calling thread. What `on_event` throws
    /// ends the run.
    ReclaimReport reclaim(std::string_view wallet, const ReclaimOptions& options,
                          const std::function<void(const ReclaimEvent&)>& on_event = {});

    /// Returns what the own project has done so far.
    Stats get_stats(const CallOptions& options = {});
    /// Lists the own project's wallets that reclaimed most.
    Leaderboard get_leaderboard(const LeaderboardOptions& options = {});

  private:
    std::unique_ptr<Transport> transport_;
};

}  // namespace burnandclaim

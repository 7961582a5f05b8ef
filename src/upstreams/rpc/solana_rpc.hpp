#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "solana/rpc.hpp"
#include "upstreams/json_rpc_client.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

/// Solana's JSON-RPC over HTTP, at commitment `confirmed`. Every call ends within the settings' total
/// deadline; whatever the upstreams do, the caller sees a value or `upstream_unavailable`. One object per
/// worker thread, which it outlives. Slots: no `minContextSlot` is sent, so after a failover an answer may
/// be older than one before; each answer carries its slot for callers that must not go back.
class SolanaRpc final : public solana::Rpc {
  public:
    SolanaRpc(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer = {});

    base::Task<base::Result<solana::Slot>> get_token_accounts(solana::Pubkey owner, solana::Pubkey program,
                                                              solana::AccountVisitor& visitor) override;
    /// The slot is the oldest of the chunks' slots.
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::Account>>>>> get_accounts(
        std::vector<solana::Pubkey> keys) override;
    base::Task<base::Result<solana::LatestBlockhash>> get_latest_blockhash() override;
    base::Task<base::Result<solana::BlockHeight>> get_block_height() override;
    /// Only the first 128 accounts are asked for: the method takes no more.
    base::Task<base::Result<std::vector<solana::PrioritizationFee>>> get_recent_prioritization_fees(
        std::vector<solana::Pubkey> writable) override;
    base::Task<base::Result<solana::Simulation>> simulate(base::Bytes transaction,
                                                          std::vector<solana::Pubkey> watch) override;
    /// The node's own retries are off: the caller re-sends. Another upstream is tried where the transport failed, which
    /// is safe as the signature makes a transaction unique; its refusal proves nothing then.
    base::Task<base::Result<solana::Signature, solana::SendFailure>> send(base::Bytes transaction) override;
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> get_account_heads(
        std::vector<solana::Pubkey> keys, std::size_t length) override;
    base::Task<base::Result<solana::AtSlot<std::vector<solana::TokenHolding>>>> get_token_largest_accounts(
        solana::Pubkey mint) override;
    /// Looks in the whole history, not only in the last few minutes: a restart may lie between.
    base::Task<base::Result<std::vector<std::optional<solana::SignatureStatus>>>> get_signature_statuses(
        std::vector<solana::Signature> signatures) override;
    base::Task<base::Result<std::optional<solana::LandedTransaction>>> get_transaction(
        solana::Signature signature) override;
    /// Asks once; a cluster does not change its genesis.
    base::Task<base::Result<std::string>> get_cluster() override;

  private:
    using Accounts = AnswerReader::Accounts;
    using Statuses = AnswerReader::Statuses;

    /// Calls a method. A JSON-RPC error gives `upstream_unavailable` too.
    template <class T, class Read>
    base::Task<base::Result<T>> ask(std::string_view method, std::string params, Read read);

    /// Reads as many accounts as one call takes. `slice`: what the options say of the part of the data that is wanted.
    template <class T, class Read>
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<T>>>>> get_chunk(std::vector<solana::Pubkey> keys,
                                                                                      std::string slice, Read read);
    /// Reads any number of accounts.
    template <class T, class Read>
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<T>>>>> get_in_chunks(
        std::vector<solana::Pubkey> keys, std::string slice, Read read);
    base::Task<base::Result<Statuses>> get_status_chunk(std::vector<solana::Signature> signatures);

    JsonRpcClient client_;
    AnswerReader reader_;
    std::optional<std::string> cluster_;
};

}  // namespace burner::upstreams

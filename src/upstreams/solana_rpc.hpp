#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "solana/rpc.hpp"
#include "upstreams/answers.hpp"
#include "upstreams/failover.hpp"

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
    /// The node's own retries are off: the caller re-sends. Another upstream is tried where the transport
    /// failed, which is safe as the signature makes a transaction unique; its refusal says nothing then.
    base::Task<base::Result<solana::Signature, solana::SendFailure>> send(base::Bytes transaction) override;
    /// Looks in the whole history, not only in the last few minutes: a restart may lie between.
    base::Task<base::Result<std::vector<std::optional<solana::SignatureStatus>>>> get_signature_statuses(
        std::vector<solana::Signature> signatures) override;
    /// Asked once; a cluster does not change its genesis.
    base::Task<base::Result<std::string>> get_cluster() override;

  private:
    using Accounts = AnswerReader::Accounts;
    using Statuses = AnswerReader::Statuses;

    template <class Answer>
    struct Called {
        Answer reply;               ///< Malformed without any answer
        bool may_have_run = false;  ///< as `Asked`
    };

    /// `read(body, id)` makes a Reply of an answer.
    template <class Read>
    auto call(std::string_view method, std::string params, Read read, bool retry_malformed = true)
        -> base::Task<Called<std::invoke_result_t<Read, std::string&, std::uint64_t>>>;
    /// As `call`, but a JSON-RPC error is as bad as no answer.
    template <class T, class Read>
    base::Task<base::Result<T>> ask(std::string_view method, std::string params, Read read);

    base::Task<base::Result<solana::AtSlot<Accounts>>> get_chunk(std::vector<solana::Pubkey> keys);
    base::Task<base::Result<Statuses>> get_status_chunk(std::vector<solana::Signature> signatures);

    boost::asio::io_context& io_;
    Failover failover_;
    AnswerReader reader_;
    std::uint64_t next_id_ = 1;
    std::optional<std::string> cluster_;
};

}  // namespace burner::upstreams

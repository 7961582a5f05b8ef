#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "access/key_ring.hpp"
#include "access/possession.hpp"
#include "access/revocation.hpp"
#include "access/sessions.hpp"
#include "access/wallet_proofs.hpp"
#include "api/answer_cache.hpp"
#include "api/metrics.hpp"
#include "api/page_settings.hpp"
#include "base/secret.hpp"
#include "base/store_runner.hpp"
#include "fakes/fake_announcer.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/fake_lease_clock.hpp"
#include "fakes/kept_trail.hpp"
#include "fakes/signing_key_ring.hpp"
#include "fakes/stores/idempotency_store.hpp"
#include "fakes/stores/key_store.hpp"
#include "fakes/stores/pause_store.hpp"
#include "fakes/stores/reservation_store.hpp"
#include "fakes/stores/revocation_list.hpp"
#include "fakes/stores/sponsor_store.hpp"
#include "fakes/stores/submission_log.hpp"
#include "fakes/stores/usage_store.hpp"
#include "fakes/stores/used_challenges.hpp"
#include "fakes/token_bytes.hpp"
#include "limits/address_limit.hpp"
#include "limits/idempotency.hpp"
#include "limits/local_rate_limit.hpp"
#include "limits/local_work_limit.hpp"
#include "limits/monthly_quota.hpp"
#include "limits/slots.hpp"
#include "limits/tier.hpp"
#include "nodes/hindrances.hpp"
#include "nodes/lease.hpp"
#include "solana/ed25519.hpp"
#include "transactions/pauses.hpp"
#include "transactions/sponsor/co_signer.hpp"
#include "transactions/sponsor/sponsor_watch.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::api {

using fakes::key;

/// A project and a live key of it.
struct Tenant {
    access::Project project;
    access::CreatedKey key;

    std::string secret() const { return std::string{key.secret.reveal()}; }
};

/// Runs store work in place, or throws as a bug in it would.
class BreakableStore final : public base::StoreRunner {
  public:
    base::Task<void> run(std::function<void()> work) override {
        if (bug) throw std::runtime_error{*bug};
        if (before) std::exchange(before, nullptr)();
        work();
        if (after) std::exchange(after, nullptr)();
        co_return;
    }
    void post(std::function<void()> work) override { work(); }

    std::optional<std::string> bug;
    std::function<void()> before, after;  ///< of the next work: what others do at that moment
};

/// Limits that are decided later, as those of several nodes may be.
class LateRateLimit final : public limits::RateLimit {
  public:
    explicit LateRateLimit(const base::Clock& clock) : clock_(clock) {}
    limits::RateAnswer admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime now) override {
        if (is_late) return {.admitted = false, .limit = per_minute, .remaining = 0, .is_undecided = true};
        return local_.admit(key_id, per_minute, now);
    }
    base::Task<limits::RateAnswer> decide(std::string_view key_id, std::uint32_t per_minute) override {
        co_return local_.admit(key_id, per_minute, clock_.steady());
    }

    bool is_late = false;

  private:
    limits::LocalRateLimit local_;
    const base::Clock& clock_;
};

class LateWorkLimit final : public limits::WorkLimit {
  public:
    explicit LateWorkLimit(const base::Clock& clock) : clock_(clock) {}
    limits::WorkAnswer spend(std::string_view key_id, std::uint64_t work, std::uint32_t requests_per_minute,
                             base::SteadyTime now) override {
        if (is_late) return {.admitted = false, .is_undecided = true};
        return local_.spend(key_id, work, requests_per_minute, now);
    }
    base::Task<limits::WorkAnswer> decide(std::string_view key_id, std::uint64_t work,
                                          std::uint32_t requests_per_minute) override {
        co_return local_.spend(key_id, work, requests_per_minute, clock_.steady());
    }

    bool is_late = false;

  private:
    limits::LocalWorkLimit local_;
    const base::Clock& clock_;
};

struct ApiOptions {
    access::JwsAlgorithm algorithm = access::JwsAlgorithm::hs256;
    limits::AddressLimitSettings throttle{.burst = 10'000, .refill_per_minute = 10'000};
    bool is_one_of_many = false;  ///< nodes: what ends is pending until the test says that all know
};

/// The files of a page, and one of another site.
inline constexpr pages::PageFile page_files[] = {
    {pages::Site::reclaim, "/", "text/html; charset=utf-8", "HASH1", "<!doctype html><title>page</title>", "", ""},
    {pages::Site::reclaim, "/assets/index-a1.js", "text/javascript; charset=utf-8", "HASH2", "let page;", "", ""},
    {pages::Site::reclaim, "/theme.js", "text/javascript; charset=utf-8", "HASH3", "let theme;", "", ""},
    {pages::Site::reclaim, "/favicon.svg", "image/svg+xml", "HASH4", "<svg/>", "", ""},
    {pages::Site::dashboard, "/assets/dashboard.js", "text/javascript; charset=utf-8", "HASH5", "let other;", "", ""},
};

/// What all workers of a server share, over stores in memory and a clock that stands still. Two tenants;
/// tier `tiny` has three requests a month.
class ApiState {
  public:
    explicit ApiState(ApiOptions options = {});

    Tenant tenant(std::string tier, std::vector<std::string> origins = {});
    /// A session of the tenant's key, ready for `Authorization`.
    access::MintedSession session(const Tenant& owner, const solana::Pubkey& wallet,
                                  access::ScopeSet scopes = access::ScopeSet::all()) const;

    fakes::FakeClock clock;
    storage::MemoryFeed feed;
    storage::MemoryKeyStore key_store{feed};
    storage::MemoryRevocationList revocation_list{feed};
    nodes::Finality finality;
    fakes::FakeLeaseClock lease_clock;
    nodes::Lease lease{lease_clock};  ///< holds for an hour
    fakes::FakeAnnouncer announcer;
    nodes::Hindrances hindrances;
    storage::MemoryUsageStore usage_store;
    storage::MemoryIdempotencyStore idempotency_store;
    storage::MemoryPauseStore pause_store;
    transactions::Pauses pauses{pause_store};
    storage::MemorySubmissionLog submissions;
    nodes::Doorbell doorbell;
    transactions::SubmissionFeed submission_feed{doorbell};
    transactions::SubmissionChanges submission_changes{submissions, submission_feed, clock, {}};
    storage::MemorySponsorStore sponsors;
    storage::MemoryReservationStore reservations{submissions};
    transactions::SponsorBalances sponsor_balances;
    transactions::SponsorKeys sponsor_keys{base::Secret{"a secret of the server, 32 bytes"}};
    std::vector<transactions::SponsorSignature> sponsor_signatures;
    std::vector<transactions::SponsorRefusal> sponsor_refusals;
    transactions::CoSigner co_signer{
        sponsors, sponsor_keys, reservations,
        [this](const transactions::SponsorSignature& made) -> base::Result<void> {
            sponsor_signatures.push_back(made);
            return {};
        },
        [this](transactions::SponsorRefusal refusal) { sponsor_refusals.push_back(refusal); }};
    std::chrono::milliseconds submit_max_wait{20};
    BreakableStore store;
    access::KeyRing keys{key_store, clock, finality};
    fakes::SigningKeyRing signing;
    access::TokenSettings token_settings;
    access::SessionTokens tokens{signing.keys(), token_settings};
    access::Revocations revocations{revocation_list, finality};
    access::Sessions sessions{tokens, revocations, keys, clock};
    storage::MemoryUsedChallenges used_challenges;
    access::WalletProofs proofs{used_challenges, base::Secret{"a secret of the server, 32 bytes"}, clock};
    access::Possession possession{"https://burner.example", clock};
    limits::TierTable tiers;
    LateRateLimit rate_limit{clock};
    LateWorkLimit work_limit{clock};
    base::SystemLeaseClock quota_clock;
    limits::MonthlyQuota monthly_quota{usage_store, store, quota_clock, doorbell};
    limits::AddressLimit failed_logins;
    limits::AddressLimit challenges{limits::per_minute(20)};
    limits::AddressLimit page_mints{limits::per_minute(20)};
    limits::Idempotency idempotency{idempotency_store, clock, base::Secret{"a secret of the server, 32 bytes"}};
    AnswerCache wallet_answers{std::chrono::milliseconds{1'000}, 1u << 20, doorbell, clock};
    limits::Slots stream_slots{3};
    limits::Slots look_up_slots{64};
    Metrics metrics;
    fakes::KeptTrail trail;
    std::shared_ptr<const std::string> openapi = std::make_shared<const std::string>(R"({"openapi":"3.1.0"})");
    transactions::TicketKeys ticket_keys{{{"tk_1", {1, 2, 3}}}};
    PageSettings page{.files = page_files};  ///< without a key: there is no page
    bool store_works = true;
    std::vector<transactions::Submission> open_submissions() {
        return submissions.unfinished(shop.project.id, nodes::every_shard(), 0, 1'000)->submissions;
    }

    solana::Keypair keypair = solana::Keypair::from_seed({1, 2, 3});
    solana::Pubkey wallet = keypair.address();
    Tenant shop = tenant("inferno");
    Tenant other = tenant("inferno");
};

}  // namespace burner::api

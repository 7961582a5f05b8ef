#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "access/key_ring.hpp"
#include "access/possession.hpp"
#include "access/sessions.hpp"
#include "access/signing_keys.hpp"
#include "access/wallet_proofs.hpp"
#include "api/answer_cache.hpp"
#include "api/metrics.hpp"
#include "api/open_streams.hpp"
#include "api/page_settings.hpp"
#include "assets/search/asset_source.hpp"
#include "audit/trail.hpp"
#include "base/clock.hpp"
#include "base/store_runner.hpp"
#include "limits/address_limit.hpp"
#include "limits/idempotency.hpp"
#include "limits/monthly_quota.hpp"
#include "limits/rate_limit.hpp"
#include "limits/slots.hpp"
#include "limits/tier.hpp"
#include "limits/work_limit.hpp"
#include "nodes/announcer.hpp"
#include "nodes/hindrances.hpp"
#include "nodes/lease.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/build.hpp"
#include "transactions/pauses.hpp"
#include "transactions/refresh/refresh.hpp"
#include "transactions/report/report.hpp"
#include "transactions/sponsor/co_signer.hpp"
#include "transactions/sponsor/sponsor_watch.hpp"
#include "transactions/submissions/submission_feed.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "transactions/submit/submit.hpp"

namespace burner::api {

class Readiness;

/// The services that know who may ask. Shared by all threads.
struct AccessServices {
    const access::KeyRing& keys;
    const access::SigningKeys& signing_keys;
    access::Sessions& sessions;
    access::WalletProofs& proofs;
    access::Possession& possession;
    const access::TokenSettings& token_settings;
    nodes::Announcer& announcer;
    const nodes::Lease& lease;
};

/// The services that know how much a caller may ask for. Shared by all threads.
struct LimitServices {
    const limits::TierTable& tiers;
    limits::RateLimit& rate;
    limits::WorkLimit& work;
    limits::MonthlyQuota& quota;
    limits::AddressLimit& failed_logins;
    limits::AddressLimit& challenges;
    limits::AddressLimit& page_mints;
    limits::Idempotency& idempotency;
    limits::Slots& streams;   ///< of a key
    limits::Slots& look_ups;  ///< signatures of a session that reports look for
};

/// The services that know what a wallet has.
struct AssetServices {
    std::vector<assets::AssetSource*> sources;  ///< of this worker
    AnswerCache& lists;                         ///< shared by all threads
};

/// The services that build, submit and follow. Those that work for requests belong to this worker; the rest is shared.
struct TransactionServices {
    const transactions::Pauses& pauses;
    transactions::SubmissionLog& submissions;
    transactions::SubmissionFeed& feed;
    std::chrono::milliseconds max_wait;  ///< for `waitFor` and reports
    transactions::Builder& builder;
    transactions::Refresher& refresher;
    transactions::Submitter& submitter;
    transactions::Reporter& reporter;
    transactions::CoSigner& co_signer;                      ///< shared
    const transactions::SponsorBalances& sponsor_balances;  ///< shared
};

/// All that endpoints work with, grouped as the layers are: one object per worker thread, made by `app/`.
struct Services {
    const base::Clock& clock;
    base::StoreRunner& store;
    audit::Trail& audit;
    Metrics& metrics;
    AccessServices access;
    LimitServices limits;
    AssetServices assets;
    TransactionServices transactions;
    const PageSettings& page;
    const nodes::Hindrances& hindrances;                          ///< what keeps this node from being ready
    std::shared_ptr<const std::string> openapi;                   ///< docs/openapi.yaml as JSON
    std::function<base::Task<base::Result<void>>()> check_store;  ///< says whether what is stored can be worked with
    std::function<void()> measure;                                ///< brings gauges up to date that nobody else sets

    // ---- of this worker ----
    base::Executor executor;
    std::function<void(std::function<base::Task<void>()>)> spawn;  ///< runs a task beside the request
    solana::Rpc& rpc;
    std::shared_ptr<OpenStreams> streams;
    std::shared_ptr<Readiness> readiness;
};

}  // namespace burner::api

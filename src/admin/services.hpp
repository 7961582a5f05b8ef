#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/key_ring.hpp"
#include "access/sessions.hpp"
#include "access/signing_key_changes.hpp"
#include "access/signing_keys.hpp"
#include "admin/shown_setting.hpp"
#include "audit/log_reader.hpp"
#include "audit/trail.hpp"
#include "base/clock.hpp"
#include "base/semaphore.hpp"
#include "base/store_runner.hpp"
#include "limits/tier.hpp"
#include "limits/usage_store.hpp"
#include "nodes/announcer.hpp"
#include "nodes/lease.hpp"
#include "nodes/lease_terms.hpp"
#include "nodes/node_report.hpp"
#include "pages/page_files.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "users/accounts.hpp"
#include "users/sign_in_limit.hpp"
#include "users/sign_ins.hpp"
#include "webhooks/delivery_log.hpp"
#include "webhooks/poster.hpp"
#include "webhooks/signing_secrets.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::admin {

/// Whether this node can do its work, and what it has open.
struct Health {
    base::UnixTime started_at;
    std::vector<std::string> problems;  ///< a sentence each; empty: it can
    std::uint64_t connections = 0;
    std::uint64_t audit_written = 0;  ///< events, since it started
    std::uint64_t audit_lost = 0;     ///< refusals that found no room
};

/// The services that tell other servers of a project's submissions.
struct WebhookServices {
    webhooks::WebhookStore& store;
    webhooks::DeliveryLog& log;
    const webhooks::SigningSecrets& secrets;
    webhooks::Poster& poster;
    /// Returns what is wrong with a URL, as the end of a sentence; nullopt: nothing.
    std::function<std::optional<std::string>(const std::string& url)> url_mistake;
};

/// All that the endpoints of the dashboard work with; made by `app/`. One object, of the worker that has the listener.
struct Services {
    const base::Clock& clock;
    base::StoreRunner& store;
    audit::Trail& audit;
    audit::LogReader* log;  ///< null: `audit.enabled` is false
    users::Accounts& accounts;
    users::SignIns& sign_ins;
    users::SignInLimit& sign_in_limit;
    access::KeyRing& keys;
    access::Sessions& sessions;
    access::SigningKeys& signing_keys;
    access::SigningKeyChanges& signing_key_changes;
    transactions::SubmissionLog& submissions;
    limits::UsageStore& usage;
    WebhookServices webhooks;
    nodes::Announcer& announcer;
    const nodes::Lease& lease;
    const limits::TierTable& tiers;
    std::string default_tier;
    std::string origin;  ///< of the dashboard's page, such as `http://localhost:8081`
    std::string version;
    std::span<const pages::PageFile> pages;  ///< what browsers get; none in a build without pages
    std::vector<ShownSetting> settings;
    std::function<base::Task<Health>()> check_health;
    std::function<base::Result<std::vector<nodes::NodeReport>>()> read_nodes;  ///< on a storage thread
    nodes::LeaseTerms lease_terms;

    base::Semaphore hashing{1};  ///< one password is hashed at a time: each takes 64 MiB
};

}  // namespace burner::admin

#pragma once

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
#include "nodes/announcer.hpp"
#include "nodes/lease.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "users/accounts.hpp"
#include "users/sign_in_limit.hpp"
#include "users/sign_ins.hpp"

namespace burner::admin {

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
    nodes::Announcer& announcer;
    const nodes::Lease& lease;
    const limits::TierTable& tiers;
    std::string default_tier;
    std::string origin;  ///< of the dashboard's page, such as `http://localhost:8081`
    std::string version;
    std::vector<ShownSetting> settings;

    base::Semaphore hashing{1};  ///< one password is hashed at a time: each takes 64 MiB
};

}  // namespace burner::admin

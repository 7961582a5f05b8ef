#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects/:project/sessions`: the newest 1,000 that have not expired, from the audit log.
base::Task<base::Result<http::Response>> list_wallet_sessions(Call& call);

/// `POST /projects/:project/sessions/revoke`: ends one session, those of a wallet, or all of the project.
base::Task<base::Result<http::Response>> revoke_wallet_sessions(Call& call);

/// `POST /projects/:project/sessions/inspect`: what a token is good for now, or why for nothing.
base::Task<base::Result<http::Response>> inspect_wallet_session(Call& call);

}  // namespace burner::admin

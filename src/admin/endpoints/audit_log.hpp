#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /audit`: the events that the query asks for, the newest first. Who is no operator asks for a project of theirs.
base::Task<base::Result<http::Response>> list_events(Call& call);

/// `POST /audit/verify`: whether the whole log holds.
base::Task<base::Result<http::Response>> verify_audit_log(Call& call);

}  // namespace burner::admin

#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /projects/:project/submissions`: the newest first.
base::Task<base::Result<http::Response>> list_submissions(Call& call);

/// `GET /projects/:project/submissions/:id`: the one with that signature.
base::Task<base::Result<http::Response>> get_submission(Call& call);

}  // namespace burner::admin

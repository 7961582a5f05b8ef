#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /status`: whether the first operator is still to be made, and the version.
base::Task<base::Result<http::Response>> get_status(Call& call);

/// `POST /setup`: uses up a link. It makes the first operator, or gives a user the password that they choose, and signs
/// them in: 201 with the cookie.
base::Task<base::Result<http::Response>> set_up(Call& call);

}  // namespace burner::admin

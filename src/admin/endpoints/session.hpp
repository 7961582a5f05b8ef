#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `POST /session`: signs in with a password.
base::Task<base::Result<http::Response>> sign_in(Call& call);

/// `GET /session`: who is there, their projects, and how long the session lasts.
base::Task<base::Result<http::Response>> get_session(Call& call);

/// `POST /session/reauthenticate`: 204, with another cookie.
base::Task<base::Result<http::Response>> reauthenticate(Call& call);

/// `DELETE /session`: 204; the session holds nowhere any more.
base::Task<base::Result<http::Response>> sign_out(Call& call);

}  // namespace burner::admin

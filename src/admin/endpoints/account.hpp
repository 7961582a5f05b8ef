#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `PATCH /account`: changes the own name or address.
base::Task<base::Result<http::Response>> change_account(Call& call);

/// `PUT /account/password`: 204; ends the user's other sessions unless told not to.
base::Task<base::Result<http::Response>> change_password(Call& call);

/// `GET /account/sessions`: where the user is signed in.
base::Task<base::Result<http::Response>> list_own_sessions(Call& call);

/// `DELETE /account/sessions`: signs out everywhere else.
base::Task<base::Result<http::Response>> end_other_sessions(Call& call);

/// `DELETE /account/sessions/:id`: ends one of them.
base::Task<base::Result<http::Response>> end_own_session(Call& call);

}  // namespace burner::admin

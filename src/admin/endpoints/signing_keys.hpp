#pragma once

#include "admin/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::admin {

/// `GET /signing-keys`: the keys that sign session tokens, without their secrets.
base::Task<base::Result<http::Response>> list_signing_keys(Call& call);

/// `POST /signing-keys/rotate`: the next key signs from now on; tokens of the one before it live on.
base::Task<base::Result<http::Response>> rotate_signing_key(Call& call);

/// `POST /signing-keys/:id/retire`: ends a key and every token that it has signed.
base::Task<base::Result<http::Response>> retire_signing_key(Call& call);

}  // namespace burner::admin

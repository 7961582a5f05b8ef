#pragma once

#include <string_view>

#include "access/caller.hpp"
#include "api/call.hpp"
#include "api/page_settings.hpp"
#include "base/result.hpp"

namespace burner::api {

/// Returns the file that a browser asks for, or null: it asks for none, or there is no page.
const pages::PageFile* find_page(const PageSettings& page, const http::Request& request);

/// Tells whether an origin is that of the page, and the caller a session of its key or the key itself.
bool is_own_page(const PageSettings& page, const access::Caller& caller, std::string_view origin);

/// Returns the key of the page as a caller. Fails with `not_found` where there is no page, with `api_key_revoked` once
/// the key has ended, and as a look-up does without a lease.
base::Result<access::Caller> page_caller(const Call& call);

/// Fails with `not_found` where there is no page, and with `origin_not_allowed` unless a browser says that the request
/// comes from it (Fetch Metadata; `Origin` where a browser lacks that).
base::Result<void> check_asked_by_page(const Call& call);

}  // namespace burner::api

#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "pages/page_files.hpp"

namespace burner::pages {

/// Answers a request with a file: in brotli or gzip where the browser takes it, with all the fields that keep a page
/// safe, and with 304 where the browser has it already (RFC 9110 section 13.1.2). Nothing is copied. Any thread.
http::Response page_answer(const PageFile& file, const http::Request& request);

}  // namespace burner::pages

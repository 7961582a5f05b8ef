#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace burner::base {

/// A coroutine that runs on the io_context of the worker thread that awaits it. The concrete executor
/// keeps Asio from erasing types on the request path.
template <class T>
using Task = boost::asio::awaitable<T, boost::asio::io_context::executor_type>;

}  // namespace burner::base

#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace burner::base {

/// The event loop of a worker thread. The concrete type keeps Asio from erasing types on the request path.
using Executor = boost::asio::io_context::executor_type;

/// A coroutine that runs on the io_context of the worker thread that awaits it.
template <class T>
using Task = boost::asio::awaitable<T, Executor>;

}  // namespace burner::base
